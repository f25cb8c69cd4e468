# The database is PostgreSQL of yours (DATABASE_URL); without one the image runs its own in /data.
FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image has this Node already; npm's copy of it would double the size.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/node-linux-* node_modules/.bin/node
COPY src ./src
COPY commands ./commands
COPY migrations ./migrations
# Makes PostgreSQL's library links and the bundle now: at run time the folder is read-only for the program.
RUN node src/start.mjs --build

FROM node:26-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 IMAS_DATA_DIR=/data
WORKDIR /app
COPY --from=build /app ./
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 3000
# /api/health/ answers 503 when the database or the queue is down.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/start.mjs"]
