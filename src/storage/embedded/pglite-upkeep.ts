import type { PGlite } from '@electric-sql/pglite'

/** Short, because until a table has been analysed the planner assumes that it is small. */
const INTERVAL_MS = 10_000
/** Bytes of write-ahead log since the last checkpoint: a start after a crash replays them, and they are on disk twice. */
const CHECKPOINT_BYTES = 64 * 1024 * 1024
/** PostgreSQL's own defaults: this many rows, and this fraction of the table. */
const VACUUM_ROWS = 50
const VACUUM_PART = 0.2

/**
 * Replaces PostgreSQL's checkpointer and autovacuum processes, which PGlite does not have: without it the write-ahead log
 * and the dead rows would grow without bound, and the planner would have no statistics.
 */
export class Upkeep {
  readonly #client: PGlite
  readonly #checkpointBytes: number
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> | null = null

  constructor(client: PGlite, { checkpointBytes = CHECKPOINT_BYTES } = {}) {
    this.#client = client
    this.#checkpointBytes = checkpointBytes
    this.#timer = setInterval(() => this.#tick(), INTERVAL_MS).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  #tick(): void {
    if (this.#running !== null) return
    // A failure is retried; if the database is broken, the next write reports it.
    this.#running = this.run()
      .catch(() => undefined)
      .finally(() => {
        this.#running = null
      })
  }

  /** Each statement is a transaction of its own, so that the node's work runs between them. */
  async run(): Promise<void> {
    const { rows } = await this.#client.query<{ name: string }>(
      `select relname as name from pg_stat_user_tables
       where greatest(n_dead_tup, n_mod_since_analyze) > $1::float8 + $2::float8 * n_live_tup`,
      [VACUUM_ROWS, VACUUM_PART],
    )
    for (const { name } of rows) await this.#client.exec(`vacuum (analyze) "${name}"`)
    const written = await this.#client.query<{ bytes: number }>(
      `select (pg_current_wal_lsn() - redo_lsn)::float8 as bytes from pg_control_checkpoint()`,
    )
    if ((written.rows[0]?.bytes ?? 0) > this.#checkpointBytes) await this.#client.exec('checkpoint')
  }
}
