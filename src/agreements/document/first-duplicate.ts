/** The first text that occurs twice in a list, or null. */
export function firstDuplicate(texts: readonly string[]): string | null {
  const seen = new Set<string>()
  for (const text of texts) {
    if (seen.has(text)) return text
    seen.add(text)
  }
  return null
}
