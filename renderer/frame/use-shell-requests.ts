import { useEffect } from 'react'
import type { EventPayload } from '../../preload/contract/events.ts'
import { useApp } from '../app-context.tsx'
import type { View } from '../mirror/view.ts'

/** Goes where a person has asked to in the tray, the menu bar or a notification of the desktop app. */
export function useShellRequests(): void {
  const { link, view } = useApp()
  useEffect(() => link.on('shell.asked', (asked) => view.setState(viewFor(asked))), [link, view])
}

function viewFor({ what, about }: EventPayload<'shell.asked'>): Partial<View> {
  switch (what) {
    case 'sign-in':
      return { dialog: { name: 'sign-in' } }
    case 'settings':
      return { place: 'settings', detail: undefined, dialog: undefined }
    case 'approvals':
      return { place: 'activity', detail: undefined, dialog: undefined }
    default:
      return {
        ...{ place: 'profiles', detail: undefined },
        dialog: about === null ? undefined : { name: 'use-profile', about },
      }
  }
}
