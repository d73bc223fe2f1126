import { useEffect, useState } from 'react'
import { QrCode } from '../../components/codes/qr-code.tsx'
import { TextField } from '../../components/field.tsx'
import { writePresentationCode } from '../../logic/recognitions/presentation-code.ts'
import { readPresentation } from '../../logic/recognitions/recognition.ts'
import { Link } from '../../router.tsx'

/** A member's side of the desk: the presentation that its wallet has made, as a code that the host scans. */
export function ShowPresentation() {
  const [text, setText] = useState('')
  const read = readPresentation(text)
  const code = useCode(text)
  return (
    <>
      <p className="small">
        <Link href="/recognitions">Visitors</Link>
      </p>
      <h1>Show a presentation</h1>
      <section className="card" aria-label="Presentation">
        <p className="quiet">
          For a member of ours who visits another cooperative: its desk scans the code. Nothing of it is sent or kept.
        </p>
        <TextField
          label="What the wallet has made"
          lines={8}
          value={text}
          onChange={setText}
          problem={read.ok ? null : read.problem}
        />
        {code !== null && <QrCode text={code} label="The presentation as a QR code" />}
      </section>
    </>
  )
}

/** The text of the code of what was typed; null until that is a presentation. */
function useCode(text: string): string | null {
  const [made, setMade] = useState<{ readonly of: string; readonly code: string } | null>(null)
  useEffect(() => {
    const read = readPresentation(text)
    let isWanted = true
    const make = async () => {
      const code = read.ok ? await writePresentationCode(read.value) : null
      if (isWanted) setMade(code === null ? null : { of: text, code })
    }
    make().catch(() => setMade(null))
    return () => {
      isWanted = false
    }
  }, [text])
  return made?.of === text ? made.code : null
}
