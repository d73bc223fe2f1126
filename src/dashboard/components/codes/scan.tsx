import { useEffect, useRef, useState } from 'react'

interface ScanProps {
  readonly onRead: (text: string) => void
}

/** Scans a QR code with a camera, and lets go of it when it is read or the page is left. */
export function Scan({ onRead }: ScanProps) {
  const video = useRef<HTMLVideoElement>(null)
  const read = useRef(onRead)
  read.current = onRead
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const scan = async () => {
      // Loaded only now: most people never scan.
      const { scanCode } = await import('./camera.ts')
      const text = video.current === null ? null : await scanCode(video.current, stop.signal)
      if (text !== null) read.current(text)
    }
    scan().catch((error: unknown) => {
      if (!stop.signal.aborted) setProblem(problemText(error))
    })
    return () => stop.abort()
  }, [])
  if (problem !== null) return <p className="note bad">{problem}</p>
  return (
    <>
      <p role="status">Hold the code before the camera.</p>
      <video ref={video} className="scan" muted playsInline aria-label="What the camera sees" />
    </>
  )
}

function problemText(error: unknown): string {
  return error instanceof DOMException && error.name === 'NotAllowedError'
    ? 'The browser may not use the camera: allow it and scan again, or paste the text.'
    : 'No camera can be used on this page: paste the text instead.'
}
