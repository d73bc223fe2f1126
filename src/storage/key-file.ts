import { randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../identity/index.ts'
import type { Hash } from '../kernel/index.ts'

const KEY_FILE = 'key.json'
const SEED_BYTES = 32

/** A cooperative's key as it lies in the data folder, readable by its owner alone. */
export interface KeyFile {
  readonly seed: Uint8Array
  /** Hash of the offline recovery key, which is shown once and kept nowhere. */
  readonly recoveryKeyHash: Hash
  /** The recovery key itself, only where this call has made the file. */
  readonly recoveryKey: string | null
}

/** The key file is not what this program wrote. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
}

/** Reads the key of a data folder, or makes one where there is none. */
export async function openKeyFile(dataDir: string): Promise<KeyFile> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, KEY_FILE)
  const known = await readKeyFile(path)
  if (known !== null) return known
  const seed = randomBytes(SEED_BYTES)
  const recoveryKey = randomBytes(SEED_BYTES).toString('base64url')
  const recoveryKeyHash = sha256(Buffer.from(recoveryKey, 'base64url'))
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ v: 1, seed: seed.toString('base64url'), recoveryKeyHash })}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  return { seed, recoveryKeyHash, recoveryKey }
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
  const { seed, recoveryKeyHash } = parse(path, text)
  const bytes = Buffer.from(String(seed), 'base64url')
  if (bytes.length !== SEED_BYTES || typeof recoveryKeyHash !== 'string') throw damaged(path)
  return { seed: bytes, recoveryKeyHash: recoveryKeyHash as Hash, recoveryKey: null }
}

function parse(path: string, text: string): { seed?: unknown; recoveryKeyHash?: unknown } {
  try {
    return JSON.parse(text) as { seed?: unknown; recoveryKeyHash?: unknown }
  } catch (cause) {
    throw damaged(path, cause)
  }
}

function damaged(path: string, cause?: unknown): KeyFileError {
  return new KeyFileError(`${path} is damaged: restore it from a backup; without it this cooperative cannot sign`, {
    cause,
  })
}
