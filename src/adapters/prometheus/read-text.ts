/** Thousands of points of one series; an answer with more has many series, and nobody wants those. */
const mostBytes = 4 * 1024 * 1024;

/** The body as text; null: it is larger than anything we ask for, and the rest was not read. */
export async function readText({ body }: Response): Promise<string | null> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  // Leaving the loop cancels the stream, and with it the connection.
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
