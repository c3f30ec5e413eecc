export const nobody = { buyers: [], visitorId: undefined };
/** Who bought a thing so lately needs no second one yet. */
const JUST_BOUGHT_DAYS = 7;
/** Looks up what a question is about. @returns undefined when it names a product that the shop did not define */
export const lookInto = (asked, { counts, shelves, visits, buyers }, isBlocked) => {
    const { skus, products } = counts;
    const onSale = (sku) => products.profileOf(sku) !== undefined && shelves.canBeBought(sku) && !isBlocked(skus.nameOf(sku));
    const none = { starts: [], orders: [], mode: 'new', only: undefined };
    const within = (category) => (sku) => products.profileOf(sku)?.categoryPath.includes(category) === true;
    if (asked.kind === 'popular') {
        const only = asked.category === undefined ? undefined : products.inOrder.filter(within(asked.category));
        return { ...none, allowed: onSale, only };
    }
    if (asked.kind === 'product' || asked.kind === 'basket') {
        const named = asked.kind === 'product' ? [asked.sku] : asked.skus;
        const known = named.flatMap((name) => skus.find(name) ?? []).filter((sku) => products.profileOf(sku));
        if (asked.kind === 'product' && known.length === 0)
            return undefined;
        const starts = known.map((sku) => ({ sku, because: asked.kind, position: undefined }));
        const leaveOut = new Set(known);
        return { ...none, starts, allowed: (sku) => !leaveOut.has(sku) && onSale(sku) };
    }
    const { viewer } = asked;
    const visit = viewer.visitorId === undefined ? { viewed: [], basket: [] } : visits.of(viewer.visitorId);
    const starts = [
        ...visit.basket.map(({ sku, position }) => ({ sku, because: 'basket', position })),
        ...visit.viewed.map(({ sku, position }) => ({ sku, because: 'viewed', position })),
    ];
    const orders = buyers.ordersOf(viewer.buyers);
    if (asked.kind === 'rerank') {
        const only = asked.skus.flatMap((name) => skus.find(name) ?? []);
        return { starts, orders, mode: 'all', allowed: () => true, only };
    }
    const justBought = orders
        .filter(({ day }) => buyers.today - day < JUST_BOUGHT_DAYS)
        .flatMap(({ items }) => [...items]);
    const leaveOut = new Set([...starts.map(({ sku }) => sku), ...justBought]);
    const fits = asked.kind === 'category' ? within(asked.category) : undefined;
    const allowed = (sku) => !leaveOut.has(sku) && onSale(sku) && fits?.(sku) !== false;
    const only = fits && products.inOrder.filter(fits);
    return { starts, orders, mode: 'all', allowed, only };
};
//# sourceMappingURL=asked.js.map