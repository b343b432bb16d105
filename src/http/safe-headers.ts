import helmet from 'helmet';

/**
 * The headers of a careful answer, for every route of every port: who is refused, who finds nothing and who
 * posts a delivery included. We speak plain HTTP, on a laptop without TLS or behind a proxy that has it:
 * whether the world shall come by HTTPS alone is the proxy's to say, and pages must not ask for their parts
 * where nobody listens.
 */
export const safeHeaders = helmet({
  contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  strictTransportSecurity: false,
});
