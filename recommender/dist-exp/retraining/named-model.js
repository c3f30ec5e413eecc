/** A model of the log as a thread finds it, or makes it anew: with the one that it went on from. */
export const namedModel = ({ modelId, seed, position, warmFrom }, trained, shelf) => {
    const parent = trained.get(warmFrom ?? '');
    return {
        modelId,
        seed,
        position,
        path: shelf.pathOf(modelId),
        warmFrom: parent && namedModel(parent, trained, shelf),
    };
};
//# sourceMappingURL=named-model.js.map