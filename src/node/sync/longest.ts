import type { Hash } from '../../kernel/index.ts'

/** The tip of the longest of these branches. */
export function longest<Tip extends { readonly seq: number; readonly hash: Hash }>(tips: readonly Tip[]): Tip | null {
  return tips.reduce<Tip | null>((best, tip) => (best === null || tip.seq > best.seq ? tip : best), null)
}
