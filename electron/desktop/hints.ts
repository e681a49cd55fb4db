/** What the desktop cannot do on this machine, or does in a way that may surprise, said once. */
import type { News } from './news.ts'
import type { Hint } from './remembered.ts'

export const windowLost: News = {
  title: 'Lanyard’s window has crashed twice',
  body: 'Click to open it again. What you are signed in to is as it was.',
}

export const hints: Readonly<Record<Hint, News>> = {
  'stays-in-tray': {
    title: 'Lanyard stays in the tray',
    body: 'It goes on keeping you signed in. To end it, choose Quit in its menu there.',
  },
  'no-tray': {
    title: 'This desktop shows no tray',
    body: 'So Lanyard opens its window, and closing that ends it. On GNOME the extension AppIndicator brings the tray.',
  },
  'no-links': {
    title: 'Links to shared set-ups do not open here',
    body: 'An AppImage cannot register for lanyard:// links. Paste one where a shared set-up is added.',
  },
}
