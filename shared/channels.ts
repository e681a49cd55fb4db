/** IPC channel names, in a file of their own so that the preload bundles nothing else. */
export const channels = {
  call: 'lanyard:call',
  snapshot: 'lanyard:snapshot',
  patch: 'lanyard:patch',
  navigate: 'lanyard:navigate',
} as const
