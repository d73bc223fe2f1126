import { type Word, wordFor } from '../logic/words.ts'

/** A status in words; the colour only repeats what the word says. */
export function Badge({ words, value }: { readonly words: Readonly<Record<string, Word>>; readonly value: string }) {
  const { text, tone } = wordFor(words, value)
  return <span className={`badge ${tone}`}>{text}</span>
}
