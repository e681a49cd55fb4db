/// <reference types="vite/types/importMeta.d.ts" />
/** The tray's images, which travel inside the bundle: no path to find, no file to lose. */
import { nativeImage, screen } from 'electron'
import type { NativeImage } from 'electron'
import type { TrayIcon } from './tray-status.ts'

const images = import.meta.glob<string>('../../assets/tray/*/*.png', {
  query: '?inline',
  import: 'default',
  eager: true,
})

/** `icon` as the platform wants it: a template on macOS, which colours it itself; elsewhere in colour. */
export function trayImage(icon: TrayIcon, platform: 'linux' | 'darwin' | 'win32'): NativeImage {
  // Over D-Bus Electron hands on one size alone, and panels scale what they get; theirs are 22 px, mostly.
  if (platform === 'linux') {
    const size = screen.getPrimaryDisplay().scaleFactor > 1 ? 32 : 22
    return nativeImage.createFromDataURL(dataUrl('colour', icon, size))
  }
  const kind = platform === 'darwin' ? 'template' : 'colour'
  const image = nativeImage.createFromDataURL(dataUrl(kind, icon, 16))
  image.addRepresentation({ scaleFactor: 2, dataURL: dataUrl(kind, icon, 32) })
  image.setTemplateImage(platform === 'darwin')
  return image
}

function dataUrl(kind: 'template' | 'colour', icon: TrayIcon, size: 16 | 22 | 32): string {
  const url = images[`../../assets/tray/${kind}/${icon}-${size}.png`]
  if (url === undefined) throw new Error(`no tray image for ${kind} ${icon} ${size}`)
  return url
}
