/** The system's notifications, for what would otherwise happen unseen. */
import { Notification } from 'electron'
import type { News } from './news.ts'

/** Those on show: one that nothing holds is collected, and its click is lost. */
const onShow = new Set<Notification>()

/**
 * Shows `news`; a click on it calls `act`, and so does the button named `button` where the system has buttons.
 * Silent where the system has no notifications.
 */
export function notify({ title, body }: News, act: () => void, button: string | null = null): void {
  if (!Notification.isSupported()) return
  const actions = button === null ? [] : [{ type: 'button' as const, text: button }]
  const notification = new Notification({ title, body, actions })
  const acted = () => {
    // Some systems tell of one press as a click and as an action.
    if (onShow.delete(notification)) act()
  }
  onShow.add(notification)
  notification.on('click', acted)
  notification.on('action', acted)
  notification.on('close', () => void onShow.delete(notification))
  notification.show()
}
