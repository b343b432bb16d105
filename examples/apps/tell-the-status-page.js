/** Posts to a status page when a review opens or closes. Needs STATUS_PAGE_URL. */
export default (bot) => {
  const address = process.env.STATUS_PAGE_URL;
  if (!address) throw new Error('STATUS_PAGE_URL is not set');

  bot.on(['review.opened', 'review.closed'], async (context) => {
    const { incident, review } = context.payload;
    if (incident.confidential || review.confidential) {
      context.log.info('a confidential incident is kept from the status page');
      return;
    }

    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        // The same event may come again; its id lets the other side recognise it.
        'idempotency-key': context.id,
      },
      body: JSON.stringify({ what: context.name, incident: incident.title, review: review.url }),
      signal: context.signal,
    });
    if (!response.ok) throw new Error(`the status page answered ${response.status}`);
  });
};
