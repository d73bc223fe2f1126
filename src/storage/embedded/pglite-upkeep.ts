import type { PGlite } from '@electric-sql/pglite'

/** Short, because until a table has been analysed the planner takes it for small. */
const INTERVAL_MS = 10_000
/** Written since the last checkpoint: what a start after a crash replays, and what the disk holds twice. */
const CHECKPOINT_BYTES = 64 * 1024 * 1024
/** As PostgreSQL's own defaults: this many rows, and this part of the table. */
const VACUUM_ROWS = 50
const VACUUM_PART = 0.2

/**
 * What PostgreSQL's checkpointer and autovacuum do in processes of their own, which PGlite does not have: without it
 * the write-ahead log and the dead rows would grow for ever, and the planner would know nothing of the tables.
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
    // What fails here is tried again; a database that is broken says so to whoever writes.
    this.#running = this.run()
      .catch(() => undefined)
      .finally(() => {
        this.#running = null
      })
  }

  /** Each statement stands alone, so that the node's own work gets its turn between them. */
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
