/** Discord's numbers of channel types (resources/channel, "Channel Types"). */
export const channelTypes = { text: 0, category: 4, announcement: 5, publicThread: 11, privateThread: 12 } as const;
