import { useState } from 'react'

/** Copies a text, and says that it has. */
export function Copy({ text, verb = 'Copy' }: { readonly text: string; readonly verb?: string }) {
  const [said, setSaid] = useState('')
  const copy = async () =>
    setSaid((await toClipboard(text)) ? 'Copied.' : 'The browser refused: select the text and copy it.')
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        {verb}
      </button>
      <span className="quiet small" role="status">
        {said}
      </span>
    </>
  )
}

/** Browsers give their clipboard to encrypted pages alone, and a node may be reached within a house. */
async function toClipboard(text: string): Promise<boolean> {
  if (navigator.clipboard !== undefined) {
    return await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
  }
  const area = Object.assign(document.createElement('textarea'), { value: text })
  // Beside what has the focus: in a dialog nothing outside of it can be selected.
  const place = document.activeElement?.parentElement ?? document.body
  place.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}
