/** The system's notifications, for what would otherwise happen unseen. */
import { Notification } from 'electron'
import type { News } from './news.ts'

/** Shows `news`; a click on it calls `open`. Silent where the system has no notifications. */
export function notify(news: News, open: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title: news.title, body: news.body })
  notification.on('click', open)
  notification.show()
}
