import { connect, type Socket } from 'node:net'

const TEXT = 0x1
const CLOSE = 0x8
const PING = 0x9
const PONG = 0xa

/**
 * A WebSocket client that hardly costs anything, so that thousands of them leave the processor to what is measured: it
 * masks with zeros, takes unfragmented messages, and looks into none but for its kind.
 */
export class RawClient {
  readonly socket: Socket
  readonly onMessage: (message: Buffer) => void
  closeReason: string | null = null
  #rest: Buffer | null = null
  #opened: (() => void) | null = null

  private constructor(socket: Socket, onMessage: (message: Buffer) => void) {
    this.socket = socket
    this.onMessage = onMessage
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('error', () => {})
    socket.on('close', () => {
      this.closeReason ??= 'the connection has ended'
    })
  }

  static async open(url: URL, onMessage: (message: Buffer) => void): Promise<RawClient> {
    const socket = connect(Number(url.port), url.hostname)
    const client = new RawClient(socket, onMessage)
    const opened = new Promise<void>((resolve) => {
      client.#opened = resolve
    })
    socket.write(
      [
        `GET ${url.pathname} HTTP/1.1`,
        `Host: ${url.host}`,
        ...['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'],
        ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Protocol: graphql-transport-ws', '', ''],
      ].join('\r\n'),
    )
    await opened
    return client
  }

  send(message: object): void {
    this.#write(TEXT, Buffer.from(JSON.stringify(message)))
  }

  #write(opcode: number, payload: Buffer): void {
    const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 0xff]
    const [first = 0, ...others] = length
    this.socket.write(Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | first, ...others, 0, 0, 0, 0]), payload]))
  }

  #take(chunk: Buffer): void {
    let data = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk])
    if (this.#opened !== null) {
      const end = data.indexOf('\r\n\r\n')
      if (end >= 0) {
        this.#opened()
        this.#opened = null
        data = data.subarray(end + 4)
      }
    }
    let at = 0
    while (this.#opened === null && at + 2 <= data.length) {
      const short = (data[at + 1] ?? 0) & 0x7f
      const header = short === 126 ? 4 : short === 127 ? 10 : 2
      if (at + header > data.length) break
      const length = short === 126 ? data.readUInt16BE(at + 2) : short === 127 ? data.readUIntBE(at + 4, 6) : short
      const end = at + header + length
      if (end > data.length) break
      this.#frame((data[at] ?? 0) & 0xf, data.subarray(at + header, end))
      at = end
    }
    this.#rest = at === data.length ? null : data.subarray(at)
  }

  #frame(opcode: number, payload: Buffer): void {
    if (opcode === TEXT) this.onMessage(payload)
    else if (opcode === PING) this.#write(PONG, payload)
    else if (opcode === CLOSE) this.closeReason = `${payload.readUInt16BE(0)} ${payload.subarray(2)}`
  }
}
