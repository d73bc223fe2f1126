import encodeQR from 'qr'

export interface QrCodeProps {
  readonly text: string
  /** What it holds, for those who do not see it. */
  readonly label: string
}

/** A QR code (ISO/IEC 18004); a sentence where the text is too long for one. */
export function QrDrawing({ text, label }: QrCodeProps) {
  const modules = modulesOf(text)
  if (modules === null) return <p className="note">This is too long for one code: hand it over as a file or a text.</p>
  const size = modules.length
  const dark = modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  )
}

/** Its light border included. */
function modulesOf(text: string): boolean[][] | null {
  try {
    return encodeQR(text, 'raw', { ecc: 'low', border: 4 })
  } catch {
    // Longer than the greatest code.
    return null
  }
}
