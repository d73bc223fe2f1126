/**
 * Writes the vectors beside this file, for every implementation in any language: one JSON object a line. Everything in
 * them follows from fixed keys, so a second run changes nothing. Run with `npx tsx test/vectors/make.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { authenticationVectors } from './make-authentications.ts'
import { bookingVectors } from './make-bookings.ts'
import { canonicalVectors } from './make-canonical.ts'
import { digestVectors } from './make-digests.ts'
import { entryVectors } from './make-entries.ts'
import { keyVectors, proofVectors, signatureVectors } from './make-identity.ts'
import { importVectors } from './make-imports.ts'
import { nettingVectors } from './make-netting.ts'

export type Vector = Readonly<Record<string, unknown>>

/** Every file of vectors, by its path under `test/vectors`. */
export function allVectors(): Readonly<Record<string, readonly Vector[]>> {
  return {
    ...canonicalVectors(),
    ...keyVectors(),
    ...signatureVectors(),
    ...proofVectors(),
    ...authenticationVectors(),
    ...entryVectors(),
    ...digestVectors(),
    ...nettingVectors(),
    ...importVectors(),
    ...bookingVectors(),
  }
}

export function jsonLines(vectors: readonly Vector[]): string {
  return vectors.map((vector) => `${JSON.stringify(vector)}\n`).join('')
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, vectors] of Object.entries(allVectors())) {
    const file = join(import.meta.dirname, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, jsonLines(vectors))
  }
}
