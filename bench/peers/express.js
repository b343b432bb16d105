/**
 * Express 5 as most services use it: parse the body, answer. It checks nothing and keeps nothing.
 * Plain JavaScript, because the peers' packages are not there when the types are checked.
 */
import express from 'express';

const app = express();
app.use(express.json({ limit: '25mb' }));
app.post('/webhook', (request, response) => {
  response.status(202).json({ kind: request.body.object_kind });
});
app.get('/', (_request, response) => {
  response.end();
});
app.listen(Number(process.env.PORT), '127.0.0.1');
