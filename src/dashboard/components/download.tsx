interface DownloadProps {
  /** The name of the file. */
  readonly name: string
  readonly content: unknown
  readonly verb: string
}

/** Saves something as a file of JSON. */
export function Download({ name, content, verb }: DownloadProps) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }))
    Object.assign(document.createElement('a'), { href: url, download: name }).click()
    URL.revokeObjectURL(url)
  }
  return (
    <button type="button" onClick={save}>
      {verb}
    </button>
  )
}
