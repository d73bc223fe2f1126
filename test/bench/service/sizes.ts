/** How many obligations there are, where it is measured how a cost grows with them. */
const SIZES = [1_000, 10_000, 100_000]
const QUICK_SIZES = SIZES.slice(0, 2)

export function sizesFor(quick: boolean): readonly number[] {
  return quick ? QUICK_SIZES : SIZES
}

/** 10,000 as 10k. */
export function sizeText(size: number | undefined): string {
  return `${(size ?? 0) / 1_000}k`
}
