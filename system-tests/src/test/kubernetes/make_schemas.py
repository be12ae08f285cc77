"""Cuts schemas of Kubernetes and of custom resources down to what the tests of the Helm chart need.

Usage: make_schemas.py CRDS OUT VERSION...

OUT/kubernetes-X.json has one definition for each kind of KINDS and all that they refer to, from the package
kubernetes-validate; OUT/custom-resources.json one for each version of the resource definitions in CRDS. The name of a kind's
definition is "apiVersion/kind". Descriptions are left out, and an object takes no property that its schema does not name: a
server would drop it without a word, so a misspelt one must not pass.
"""

import json
import pathlib
import sys

import kubernetes_validate
import yaml

# The oldest that Chart.yaml allows, and the newest.
KUBERNETES = ["1.28.0", "1.37.0"]
KINDS = [
    ("v1", "ConfigMap"),
    ("v1", "Secret"),
    ("v1", "Service"),
    ("v1", "ServiceAccount"),
    ("apps/v1", "Deployment"),
    ("apps/v1", "StatefulSet"),
    ("batch/v1", "Job"),
    ("autoscaling/v2", "HorizontalPodAutoscaler"),
    ("networking.k8s.io/v1", "Ingress"),
    ("networking.k8s.io/v1", "NetworkPolicy"),
    ("policy/v1", "PodDisruptionBudget"),
]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def strict(schema):
    """Without descriptions and with no room for unknown properties."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    cut = {}
    for key, value in schema.items():
        if key == "properties":
            cut[key] = {name: strict(each) for name, each in value.items()}
        elif key == "$ref":
            cut[key] = value.replace("/api/_definitions.json", "")
        elif key == "default":
            pass
        elif not key.startswith("x-") and key not in ("description", "$schema", "$id", "format", "example"):
            cut[key] = strict(value)
    if schema.get("x-kubernetes-int-or-string"):
        cut.pop("anyOf", None)
        cut["type"] = ["string", "integer"]
    if "properties" in cut and "additionalProperties" not in cut and not schema.get(
        "x-kubernetes-preserve-unknown-fields"
    ):
        cut["additionalProperties"] = False
    return cut


def references(schema):
    """Names of the definitions that it refers to."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield value.rsplit("/", 1)[1]
            else:
                yield from references(value)
    elif isinstance(schema, list):
        for each in schema:
            yield from references(each)


def kubernetes(version):
    directory = (
        pathlib.Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema" / f"v{version}-local"
    )
    everything = json.loads((directory / "_definitions.json").read_text())["$defs"]
    definitions = {}
    for api_version, kind in KINDS:
        group, _, number = api_version.rpartition("/")
        stem = "-".join(filter(None, [kind.lower(), group.split(".")[0], number]))
        definitions[f"{api_version}/{kind}"] = strict(json.loads((directory / f"{stem}.json").read_text()))
    wanted = [name for each in list(definitions.values()) for name in references(each)]
    while wanted:
        name = wanted.pop()
        if name not in definitions:
            definitions[name] = strict(everything[name])
            wanted.extend(references(definitions[name]))
    return definitions


def custom_resources(directory):
    definitions = {}
    for file in sorted(directory.glob("*.yaml")):
        crd = yaml.safe_load(file.read_text())
        spec = crd["spec"]
        for version in spec["versions"]:
            schema = strict(version["schema"]["openAPIV3Schema"])
            schema["properties"]["metadata"] = {"type": "object"}
            definitions[f"{spec['group']}/{version['name']}/{spec['names']['kind']}"] = schema
    return definitions


def write(file, comment, definitions):
    whole = {"$schema": DIALECT, "$comment": comment, "$defs": dict(sorted(definitions.items()))}
    file.write_text(json.dumps(whole, separators=(",", ":")).replace('},"', '},\n"') + "\n")


def main():
    crds, out, *versions = sys.argv[1:]
    out = pathlib.Path(out)
    for version in KUBERNETES:
        name = "kubernetes-" + version.rpartition(".")[0]
        write(
            out / f"{name}.json",
            f"Kubernetes {version}, Apache License 2.0; made by src/test/kubernetes/make-schemas",
            kubernetes(version),
        )
    write(
        out / "custom-resources.json",
        f"{', '.join(versions)}; all Apache License 2.0; made by src/test/kubernetes/make-schemas",
        custom_resources(pathlib.Path(crds)),
    )


main()
