/// <reference types="vite/types/importMeta.d.ts" />
/** The tray's images, which travel inside the bundle: no path to find, no file to lose. */
import { nativeImage } from 'electron'
import type { NativeImage } from 'electron'
import type { TrayIcon } from './tray-status.ts'

const images = import.meta.glob<string>('../../assets/tray/*/*.png', {
  query: '?inline',
  import: 'default',
  eager: true,
})

/** `icon` as the platform wants it: a template on macOS, which colours it itself; elsewhere in colour. */
export function trayImage(icon: TrayIcon, platform: 'linux' | 'darwin' | 'win32'): NativeImage {
  // Linux panels scale what they get, so they get the large one.
  if (platform === 'linux') return nativeImage.createFromDataURL(dataUrl('colour', icon, 32))
  const kind = platform === 'darwin' ? 'template' : 'colour'
  const image = nativeImage.createFromDataURL(dataUrl(kind, icon, 16))
  image.addRepresentation({ scaleFactor: 2, dataURL: dataUrl(kind, icon, 32) })
  image.setTemplateImage(platform === 'darwin')
  return image
}

function dataUrl(kind: 'template' | 'colour', icon: TrayIcon, size: 16 | 32): string {
  const url = images[`../../assets/tray/${kind}/${icon}-${size}.png`]
  if (url === undefined) throw new Error(`no tray image for ${kind} ${icon} ${size}`)
  return url
}
