/**
 * probot 14 at its quickest: its Node middleware without the request log, one handler that does
 * nothing. It verifies the signature and parses the body; it keeps nothing.
 */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createNodeMiddleware, createProbot } from 'probot';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const probot = createProbot({
  overrides: { appId: '1', privateKey, secret: process.env.SECRET, logLevel: 'fatal' },
  env: {},
});
const app = (hooks) => hooks.on('issues', () => undefined);
const middleware = await createNodeMiddleware(app, { probot, webhooksPath: '/webhook' });
createServer((request, response) => {
  void middleware(request, response, () => response.end());
}).listen(Number(process.env.PORT), '127.0.0.1');
