import { Notification } from 'electron'
import type { Notice } from './decisions/notices.ts'

/** Shows a notice in the system's own way, where it has one. */
export function showNotice(
  { title, body, isUrgent }: Pick<Notice, 'title' | 'body' | 'isUrgent'>,
  onChosen: () => void,
): void {
  if (!Notification.isSupported()) return
  const urgency = isUrgent ? 'critical' : 'normal'
  const notification = new Notification({ title, body, urgency, silent: !isUrgent })
  notification.on('click', onChosen)
  notification.show()
}
