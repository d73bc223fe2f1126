import { useState } from 'react'
import { downloadText } from './download.tsx'

interface ExportProps {
  /** The name of the file. */
  readonly file: string
  /** What is exported, in the plural. */
  readonly what: string
  readonly max: number
  /** The text of the file; null where the node did not answer, or there are more than `max`. */
  readonly write: () => Promise<string | null>
}

/** Saves everything that the filter finds, as a file for spreadsheets. */
export function ExportCsv({ file, what, max, write }: ExportProps) {
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')
  const save = async () => {
    setState('busy')
    const text = await write()
    if (text === null) return setState('failed')
    downloadText({ name: file, text, type: 'text/csv' })
    setState('ready')
  }
  return (
    <>
      <button type="button" disabled={state === 'busy'} onClick={() => void save()}>
        {state === 'busy' ? 'Exporting …' : 'Export CSV'}
      </button>
      {state === 'failed' && (
        <span role="alert">
          Nothing was exported: the node did not answer, or there are more than {max} {what}. Try again, or filter them.
        </span>
      )}
    </>
  )
}
