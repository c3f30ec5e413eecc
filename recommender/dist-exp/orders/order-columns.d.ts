/** What is kept of one order beside its lines. */
export type OrderRow = {
    readonly orderId: string;
    readonly position: bigint;
    readonly placedAt: number;
};
/**
 * Orders in columns: a few flat arrays instead of an object and an array for each order, which would take five times
 * the memory. Orders are numbered from 0 and can be dropped from the front.
 */
export declare class OrderColumns {
    #private;
    get length(): number;
    get lineCount(): number;
    /** @returns the number of the new order */
    push({ orderId, position, placedAt }: OrderRow, basket: Int32Array): number;
    orderIdOf(number: number): string | undefined;
    positionOf(number: number): bigint;
    placedAtOf(number: number): number;
    isWithdrawn(number: number): boolean;
    withdraw(number: number): void;
    /** The products of an order; a window on the column, to be read at once and not kept. */
    basketOf(number: number): Int32Array;
    /** Drops the first orders; the rest are numbered from 0 again. */
    dropFirst(count: number): void;
}
//# sourceMappingURL=order-columns.d.ts.map