import { printable } from '../kernel/index.ts'

/** Rows under their headings, each column as wide as its widest cell; the last one ends where it ends. */
export function tableText(headings: readonly string[], foreign: readonly (readonly string[])[]): string {
  const rows = foreign.map((cells) => cells.map(printable))
  const widths = headings.map((heading, i) => Math.max(heading.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')
  return `${[headings, ...rows].map((cells) => line(cells).trimEnd()).join('\n')}\n`
}

/** A DID shortened for a table, but still distinguishable: all have the same beginning. */
export function shortDid(did: string): string {
  return did.length > 24 ? `${did.slice(0, 15)}…${did.slice(-6)}` : did
}

/** An instant as people read it, to the minute; a dash where there is none. */
export function timeText(instant: string | null): string {
  return instant === null ? '-' : `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`
}
