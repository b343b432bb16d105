/** Closures at once. With LONG_TESTS=true as many as docs/performance.md tells of; the rules are the same for fewer. */
export const many = process.env.LONG_TESTS === 'true' ? 1_000 : 400;
