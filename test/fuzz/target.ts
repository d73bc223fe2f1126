import type { Form } from './mutate.ts'

/**
 * A reader of what comes from outside. `read` answers in a word what it made of an input (whatever two inputs that take
 * different ways through it should differ in), and throws where the reader broke its word.
 */
export interface Target {
  readonly name: string
  readonly form: Form
  /** Valid inputs, which are altered. */
  readonly seeds: () => readonly Uint8Array[] | Promise<readonly Uint8Array[]>
  readonly read: (input: Uint8Array) => string | Promise<string>
  /** How dear an input is beside one of the cheapest: of dear ones fewer are tried. */
  readonly cost?: number
  /** Ends what the target has opened. */
  readonly close?: () => Promise<void>
}

export const utf8 = (text: string): Uint8Array => Buffer.from(text)
export const textOf = (input: Uint8Array): string => Buffer.from(input).toString()
export const jsonBytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

/** The JSON value of an input; undefined where it is none, which is no reader's of ours to find out. */
export function jsonOf(input: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(input))
  } catch {
    return undefined
  }
}

export function expectSame(one: Uint8Array, other: Uint8Array, what: string): void {
  if (Buffer.compare(one, other) !== 0) throw new Error(`${what} is not what was read`)
}

/** The answer of a reader that may throw one class of error and no other. */
export function refusing(read: () => unknown, isRefusal: (error: unknown) => boolean): string {
  try {
    read()
    return 'read'
  } catch (error) {
    if (!isRefusal(error)) throw error
    return 'refused'
  }
}
