import { lazy, Suspense } from 'react'
import type { QrCodeProps } from './qr-drawing.tsx'

const QrDrawing = lazy(() => import('./qr-drawing.tsx').then((module) => ({ default: module.QrDrawing })))

/** A QR code; what draws it is loaded with the first one. */
export function QrCode(props: QrCodeProps) {
  return (
    <Suspense>
      <QrDrawing {...props} />
    </Suspense>
  )
}
