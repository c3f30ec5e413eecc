#!/usr/bin/env node
// First of all, and in words that an old Node can still read: everything below needs a newer one.
const { nodeTooOld } = await import('../dist/shop/node-version.js');
const tooOld = nodeTooOld(process.versions.node);
if (tooOld) {
  console.error(`storefold: ${tooOld}`);
  process.exit(1);
}
await import('../dist/main.js');
