import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../../identity/index.ts'
import type { Hash } from '../../kernel/index.ts'
import { writeSecret } from './synced-files.ts'

const KEY_FILE = 'key.json'
const SEED_BYTES = 32

/** A cooperative's key as stored in the data folder, readable by its owner alone. */
export interface KeyFile {
  readonly seed: Uint8Array
  /** Hash of the offline recovery key, which is shown once and then no longer stored. */
  readonly recoveryKeyHash: Hash
  /** The recovery key itself, until it has been shown. */
  readonly recoveryKey: string | null
}

interface Written {
  readonly seed: string
  readonly recoveryKeyHash: Hash
  readonly recoveryKey?: string
}

/** The key file was not written by this program, or is damaged. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
}

/** Whether a data folder has a key: without one, nothing has been signed from it. */
export function hasKeyFile(dataDir: string): boolean {
  return existsSync(join(dataDir, KEY_FILE))
}

/** Reads the key of a data folder, or creates one if absent. */
export async function openKeyFile(dataDir: string): Promise<KeyFile> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, KEY_FILE)
  const known = await readKeyFile(path)
  if (known !== null) return known
  const seed = randomBytes(SEED_BYTES)
  const recoveryKey = randomBytes(SEED_BYTES).toString('base64url')
  const recoveryKeyHash = sha256(Buffer.from(recoveryKey, 'base64url'))
  // A start that fails, or runs unattended, must not lose the recovery key: it stays here until it has been shown.
  await writeKeyFile(path, { seed: seed.toString('base64url'), recoveryKeyHash, recoveryKey })
  return { seed, recoveryKeyHash, recoveryKey }
}

/** The contents of a data folder's key file, for a backup. */
export async function readKey(dataDir: string): Promise<object> {
  const path = join(dataDir, KEY_FILE)
  return parse(path, await readFile(path, 'utf8'))
}

/** Restores a key file into a data folder that has none. */
export async function putKey(dataDir: string, key: object): Promise<void> {
  await writeSecret(join(dataDir, KEY_FILE), `${JSON.stringify(key)}\n`)
}

/** Removes the recovery key from the key file: it has been shown. */
export async function forgetRecoveryKey(dataDir: string): Promise<void> {
  const path = join(dataDir, KEY_FILE)
  const known = await readKeyFile(path)
  if (known === null || known.recoveryKey === null) return
  const { recoveryKeyHash } = known
  await writeKeyFile(path, { seed: Buffer.from(known.seed).toString('base64url'), recoveryKeyHash })
}

async function writeKeyFile(path: string, written: Written): Promise<void> {
  await writeSecret(path, `${JSON.stringify({ v: 1, ...written })}\n`)
}

async function readKeyFile(path: string): Promise<KeyFile | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600)
  const { seed, recoveryKeyHash, recoveryKey = null } = parse(path, text)
  const bytes = Buffer.from(String(seed), 'base64url')
  if (bytes.length !== SEED_BYTES || typeof recoveryKeyHash !== 'string') throw damaged(path)
  if (recoveryKey !== null && typeof recoveryKey !== 'string') throw damaged(path)
  return { seed: bytes, recoveryKeyHash: recoveryKeyHash as Hash, recoveryKey }
}

function parse(path: string, text: string): Partial<Record<keyof Written, unknown>> {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch (cause) {
    throw damaged(path, cause)
  }
  if (typeof read !== 'object' || read === null) throw damaged(path)
  return read
}

function damaged(path: string, cause?: unknown): KeyFileError {
  return new KeyFileError(`${path} is damaged: restore it from a backup; without it this cooperative cannot sign`, {
    cause,
  })
}
