import type { IpcMainInvokeEvent, WebContents } from 'electron'
import type { Sender } from './decisions/call-gate.ts'

/** What can be told of the frame behind a message; null where it is gone, and nobody can say who asked. */
export function senderOf(event: IpcMainInvokeEvent, ours: WebContents | undefined): Sender | null {
  try {
    const { sender, senderFrame } = event
    if (!senderFrame) return null
    const { origin, url, parent, detached: isDetached } = senderFrame
    const isMainFrame = parent === null && senderFrame === sender.mainFrame
    return { origin, url, isMainFrame, isDetached, isOurWindow: sender === ours }
  } catch {
    // Electron throws for a frame that went while it was looked at.
    return null
  }
}
