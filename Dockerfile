# Three stages: compile, gather what production needs, and put both into an image without tools.
# tests/image.test.ts runs these very steps; RUN therefore names no absolute path.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
COPY webhooks ./webhooks
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# echarts brings 50 MB for browsers, of which the service loads nothing.
RUN npm ci --omit=dev && rm -r node_modules/echarts/dist

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json LICENSE CHANGELOG.md incident-review.schema.json ./
COPY bin ./bin
COPY templates ./templates
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# All else belongs to root and cannot be changed by the service.
RUN mkdir data && chown 1000:1000 data
# The image's user `node`, as a number: Kubernetes checks runAsNonRoot by it.
USER 1000:1000
VOLUME /app/data
EXPOSE 3000 9464
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main.js", "serve"]
