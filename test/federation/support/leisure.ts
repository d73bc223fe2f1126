const TIMES = 5
const LEISURE_MS_MIN = 8_000
const LEISURE_MS_MAX = 120_000

/**
 * How long several nodes have to answer something before its deadline passes, in ms: some times as long as something
 * like it took them, as machines and their load differ.
 */
export function leisure(tookMs: number): number {
  return Math.min(Math.max(TIMES * tookMs, LEISURE_MS_MIN), LEISURE_MS_MAX)
}
