# The server of docker-compose.yml: the packed package in an empty project, with the peers that a server needs, at the versions
# that the tests ran with. No key, no password and no configuration is in the image.
FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci && npm pack --pack-destination /tmp
WORKDIR /app
RUN npm init --yes >/dev/null && node -e ' \
    const { readFileSync } = require("node:fs"); \
    const manifest = (folder) => JSON.parse(readFileSync(`${folder}/package.json`, "utf8")); \
    const peers = Object.keys(manifest("/src").peerDependencies).filter((name) => !["fast-check", "koffi"].includes(name)); \
    console.log(peers.map((name) => `${name}@${manifest(`/src/node_modules/${name}`).version}`).join(" "));' >/tmp/peers \
    && npm install --save-exact /tmp/dinhdanh-*.tgz $(cat /tmp/peers)

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
# Volumes that are mounted here belong to the same user.
RUN mkdir /data /keys && chown node:node /data /keys && chmod 700 /data /keys
USER node
ENTRYPOINT ["node", "node_modules/dinhdanh/dist/infrastructure/main.js"]
CMD ["serve"]
