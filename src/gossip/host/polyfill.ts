// libp2p needs Promise.withResolvers and its WebSockets transport a global WebSocket; Node 20 has neither.
// Import this before anything of libp2p.
import 'core-js/es/promise/with-resolvers.js'
import { WebSocket } from 'ws'

if (!('WebSocket' in globalThis)) Object.assign(globalThis, { WebSocket })
