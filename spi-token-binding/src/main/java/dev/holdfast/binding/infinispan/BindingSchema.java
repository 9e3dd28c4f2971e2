package dev.holdfast.binding.infinispan;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;

/** What of this module travels between nodes; Keycloak's build finds it through the service loader. */
@ProtoSchema(
        schemaFileName = "holdfast-binding.proto",
        schemaPackageName = "holdfast.binding",
        schemaFilePath = "proto",
        includeClasses = {SeenKey.class, SeenKeyRing.class, UseKey.class},
        service = true)
public interface BindingSchema extends GeneratedSchema {}
