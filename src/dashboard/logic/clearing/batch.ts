/** How far something that is done to many is. */
export interface BatchProgress<Item> {
  readonly total: number
  readonly done: number
  /** What was refused, each with the reason. */
  readonly failed: readonly { readonly item: Item; readonly reason: string }[]
}

interface BatchOptions<Item> {
  /** How many are under way at once. */
  readonly atOnce: number
  /** Once aborted, nothing more is begun; what is under way is awaited. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: BatchProgress<Item>) => void
}

/** Does something to each item, in order, a few at once. `work` answers why it failed, or null. */
export async function runBatch<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<string | null>,
  { atOnce, signal, onProgress }: BatchOptions<Item>,
): Promise<BatchProgress<Item>> {
  let progress: BatchProgress<Item> = { total: items.length, done: 0, failed: [] }
  const left = items.values()
  const worker = async () => {
    // One iterator for all workers: each item is taken once.
    for (const item of left) {
      if (signal.aborted) return
      const reason = await work(item)
      const { done, failed } = progress
      progress =
        reason === null ? { ...progress, done: done + 1 } : { ...progress, failed: [...failed, { item, reason }] }
      onProgress(progress)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return progress
}
