import decodeQR from 'qr/decode.js'

/** Pause between two pictures in which a code is looked for. */
const PAUSE_MS = 100
/** A presentation makes a dense code: a camera that can is to give this many pixels. */
const WIDTH_IDEAL = 1280

/** Shows what the camera sees in a video element until a QR code is in it, and answers that one's text; null when aborted. */
export async function scanCode(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  const wanted = { video: { facingMode: 'environment', width: { ideal: WIDTH_IDEAL } } }
  // Browsers offer no camera to pages that are not encrypted.
  if (navigator.mediaDevices === undefined) throw new DOMException('no camera', 'NotFoundError')
  const stream = await navigator.mediaDevices.getUserMedia(wanted)
  try {
    if (signal.aborted) return null
    video.srcObject = stream
    await video.play()
    return await lookForCode(video, signal)
  } catch (error) {
    if (signal.aborted) return null
    throw error
  } finally {
    for (const track of stream.getTracks()) track.stop()
  }
}

async function lookForCode(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  while (!signal.aborted && context !== null) {
    const { videoWidth: width, videoHeight: height } = video
    if (width > 0 && height > 0) {
      Object.assign(canvas, { width, height })
      context.drawImage(video, 0, 0)
      const text = readCode(context.getImageData(0, 0, width, height))
      if (text !== null) return text
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  return null
}

function readCode(image: ImageData): string | null {
  try {
    return decodeQR(image)
  } catch {
    // There is no code in most pictures, or not a whole one.
    return null
  }
}
