interface DownloadProps {
  /** The name of the file. */
  readonly name: string
  readonly content: unknown
  readonly verb: string
}

/** Saves something as a file of JSON. */
export function Download({ name, content, verb }: DownloadProps) {
  const save = () => downloadText({ name, text: JSON.stringify(content, null, 2), type: 'application/json' })
  return (
    <button type="button" onClick={save}>
      {verb}
    </button>
  )
}

interface TextFile {
  readonly name: string
  readonly text: string
  /** Its media type. */
  readonly type: string
}

/** Has the browser save a text as a file. */
export function downloadText({ name, text, type }: TextFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  URL.revokeObjectURL(url)
}
