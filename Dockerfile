# A node from this checkout, by the steps of the README: npm ci builds, npm start runs.
FROM node:22-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
ENV NODE_ENV=production \
    ROCHDALE_DATA_DIR=/data \
    ROCHDALE_HTTP_HOST=0.0.0.0 \
    ROCHDALE_MDNS=false
COPY --from=build /app/package.json /app/
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
COPY --from=build /app/drizzle /app/drizzle
COPY --from=build /app/schema /app/schema
# The image's own user: the key and the database are for nobody else.
RUN chmod +x /app/dist/main.js && ln -s /app/dist/main.js /usr/local/bin/rochdale && install -d -m 700 -o node -g node /data
USER node
VOLUME /data
WORKDIR /data
EXPOSE 4000 4001
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.ROCHDALE_HTTP_PORT || 4000) + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not by npm, which would stand between the node and the signal that stops it.
ENTRYPOINT ["node", "/app/dist/main.js"]
CMD ["start"]
