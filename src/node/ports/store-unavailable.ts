/** The database cannot be reached, is shutting down, or is full: the request itself is not at fault. */
export class StoreUnavailableError extends Error {
  override readonly name: string = 'StoreUnavailableError'
}

/** Error codes of the connection to a server, of a server that starts or stops, and of a full disk. */
const AWAY: Readonly<Record<string, string>> = {
  CONNECTION_CLOSED: 'the connection to the database was lost',
  CONNECTION_ENDED: 'the connection to the database was lost',
  CONNECTION_DESTROYED: 'the connection to the database was lost',
  CONNECT_TIMEOUT: 'the database does not answer',
  ECONNREFUSED: 'the database is away',
  ECONNRESET: 'the connection to the database was lost',
  EPIPE: 'the connection to the database was lost',
  ETIMEDOUT: 'the database does not answer',
  EHOSTUNREACH: 'the database cannot be reached',
  ENETUNREACH: 'the database cannot be reached',
  ENOTFOUND: 'the name of the database server cannot be looked up',
  EAI_AGAIN: 'the name of the database server cannot be looked up',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  '25006': 'the database takes no writes now',
  '53100': 'the disk of the database is full',
  '53200': 'the database has no memory left',
  '53300': 'the database has no connection left',
  '57014': 'the database took too long',
  '57P01': 'the database is being stopped',
  '57P02': 'the database has crashed',
  '57P03': 'the database is only starting',
  '58030': 'the database cannot use its disk',
}
const CONNECTION_EXCEPTION = /^08/
const CAUSES_MAX = 8

/** The same error, or a StoreUnavailableError if the database cannot be used now. */
export function availabilityOf(error: unknown): unknown {
  if (error instanceof StoreUnavailableError) return error
  let cause: unknown = error
  for (let i = 0; i < CAUSES_MAX && cause instanceof Error; i++) {
    const { name, code } = cause as Error & { readonly code?: unknown }
    const reason = name === 'ConnectionLostError' ? AWAY.CONNECTION_CLOSED : reasonOf(code)
    if (reason !== undefined) return new StoreUnavailableError(reason, { cause: error })
    cause = cause.cause
  }
  return error
}

function reasonOf(code: unknown): string | undefined {
  if (typeof code !== 'string') return undefined
  return AWAY[code] ?? (CONNECTION_EXCEPTION.test(code) ? AWAY.CONNECTION_CLOSED : undefined)
}
